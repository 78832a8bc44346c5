import type { Random } from '../../base/index.ts'
import type { Registry } from '../../compile/index.ts'
import type { Design } from '../../design/index.ts'
import { arrange } from './layout.ts'
import { Sketch } from './sketch.ts'

const content = (s: Sketch): Sketch =>
  s
    .table(
      'users',
      "handle citext! unique\ndisplay_name text!\nemail citext! unique\nbio text! = ''\njoined_at timestamptz! = now()",
    )
    .check('users', "handle ~ '^[a-z0-9_]{3,30}$'")
    .check('users', 'length(bio) <= 500')
    .table(
      'posts',
      "author_id bigint! -> users restrict\nslug text!\ntitle text!\nbody text!\nstatus text!\npublished_at timestamptz\nsearch tsvector := to_tsvector('english', title || ' ' || body)",
    )
    .unique('posts', 'author_id', 'slug')
    .check('posts', "slug ~ '^[a-z0-9-]{1,80}$'")
    .index('posts', ['search'], { method: 'gin' })
    .index('posts', ['published_at desc'], { where: 'published_at is not null' })
    .table(
      'photos',
      "author_id bigint! -> users restrict\nstorage_key uuid! = gen_random_uuid() unique\nwidth integer!\nheight integer!\ntaken_at timestamptz\ncaption text! = ''\nalt text!",
    )
    .check('photos', 'width > 0 and height > 0', 'photos_have_a_size')
    .check('photos', "alt <> ''", 'photos_are_described')
    .index('photos', ['author_id'])
    .table(
      'events',
      'host_id bigint! -> users restrict\ntitle text!\nstarts_at timestamptz!\nends_at timestamptz!\nvenue text\nis_online boolean! = false\ncapacity integer',
    )
    .check('events', 'ends_at > starts_at', 'events_end_after_they_start')
    .check('events', 'capacity > 0')
    .check('events', 'is_online or venue is not null', 'events_are_somewhere')
    .index('events', ['host_id'])
    .index('events', ['starts_at'])

const talk = (s: Sketch): Sketch =>
  s
    .table(
      'comments',
      'author_id bigint! -> users restrict\nreply_to_id bigint -> comments cascade\nbody text!',
      {
        comment: 'On a post, a photo or an event: exactly one of them',
      },
    )
    .check('comments', 'length(body) between 1 and 10000', 'comments_say_something')
    .check('comments', 'reply_to_id <> id', 'comments_do_not_answer_themselves')
    .index('comments', ['reply_to_id'])
    .index('comments', ['author_id'])
    .table(
      'reactions',
      "user_id bigint! -> users cascade\nkind reaction_kind! = 'like'\nreacted_at timestamptz! = now()",
    )
    .table('tags', 'name citext! unique')
    .check('tags', 'length(name) between 2 and 40')
    .table('post_tags', 'post_id bigint! -> posts cascade\ntag_id bigint! -> tags restrict', {
      key: ['post_id', 'tag_id'],
    })
    .index('post_tags', ['tag_id'])
    .table(
      'follows',
      'follower_id bigint! -> users cascade\nfollowee_id bigint! -> users cascade\nsince timestamptz! = now()',
      {
        key: ['follower_id', 'followee_id'],
      },
    )
    .check('follows', 'follower_id <> followee_id', 'follows_somebody_else')
    .index('follows', ['followee_id'])
    .table(
      'attendances',
      "event_id bigint! -> events cascade\nuser_id bigint! -> users cascade\nanswer attendance_answer! = 'going'\nguests smallint! = 0",
      {
        key: ['event_id', 'user_id'],
      },
    )
    .check('attendances', 'guests between 0 and 10')
    .index('attendances', ['user_id'])

const patterns = (s: Sketch): Sketch => {
  const parent = (table: string) => ({ table: s.id(table), onDelete: 'cascade' })
  return s
    .on('exclusive-arc', 'comments', { parents: ['posts', 'photos', 'events'].map(parent) })
    .on('exclusive-arc', 'reactions', { parents: ['posts', 'photos', 'comments'].map(parent) })
    .on('audit-columns', 'comments')
    .on('soft-delete', 'comments', { children: 'leave' })
    .on('audit-columns', 'posts')
    .on('history-table', 'posts')
    .on('state-machine', 'posts.status', {
      states: ['draft', 'published', 'archived'],
      initial: 'draft',
      terminal: [],
      transitions: [
        { from: 'draft', to: 'published' },
        { from: 'published', to: 'archived' },
        { from: 'archived', to: 'published' },
      ],
    })
    .index('reactions', ['user_id', 'posts_id'], { unique: true, where: 'posts_id is not null' })
    .index('reactions', ['user_id', 'photos_id'], { unique: true, where: 'photos_id is not null' })
    .index('reactions', ['user_id', 'comments_id'], { unique: true, where: 'comments_id is not null' })
    .view(
      'feed',
      "select 'post' as kind, p.id, p.author_id, p.title as headline, p.published_at as shown_at from posts p where p.status = 'published' union all select 'photo', h.id, h.author_id, h.caption, h.taken_at from photos h union all select 'event', e.id, e.host_id, e.title, e.starts_at from events e",
      'What can be shown, of every kind',
    )
    .view(
      'comment_counts',
      'select c.posts_id, c.photos_id, c.events_id, count(c.id) as comments, max(c.created_at) as last_at from comments c where c.deleted_at is null group by c.posts_id, c.photos_id, c.events_id',
      'Comments that are not deleted, by what they are on',
    )
}

const queries = {
  'A reader’s feed':
    "select f.kind, f.headline, f.shown_at\nfrom feed f\njoin follows w on w.followee_id = f.author_id\njoin users u on u.id = w.follower_id\nwhere u.handle = 'ann'\norder by f.shown_at desc\nlimit 30;",
  'Most discussed posts':
    'select p.title, c.comments, c.last_at\nfrom comment_counts c\njoin posts p on p.id = c.posts_id\norder by c.comments desc\nlimit 10;',
  'Full-text search':
    "select title, ts_rank(search, q) as rank\nfrom posts, websearch_to_tsquery('english', 'schema design') as q\nwhere search @@ q\norder by rank desc;",
}

/** Posts, photos and events, and one table of comments for all of them. */
export const build = (random: Random, registry: Registry): Design => {
  const s = new Sketch('Community with comments', random, registry)
    .extension('citext')
    .enum('reaction_kind', 'like love laugh wow sad')
    .enum('attendance_answer', 'going maybe declined')
  patterns(talk(content(s))).queries(queries)
  return arrange(s, {
    columns: [
      ['users', 'follows', 'attendances', 'attendance_answer'],
      ['posts', 'posts_status_transitions', 'posts_history', 'posts_status'],
      ['photos', 'events', 'feed'],
      ['comments', 'live_comments', 'comment_counts'],
      ['reactions', 'reaction_kind', 'tags', 'post_tags'],
    ],
    areas: [
      { name: 'People', hue: 4, around: ['users', 'follows'] },
      { name: 'Content', hue: 2, around: ['photos', 'events'] },
    ],
    notes: [
      {
        column: 3,
        text: 'A comment belongs to a post, a photo or an event. The exclusive arc gives it one foreign key for each and a check that just one of them is set.',
      },
    ],
  }).design
}
