import { expect, it } from 'vitest'
import { builtIn, literal, name, type Obj, rawSql, type Sql, sql } from '../../src/catalog/index.ts'
import { emit } from '../../src/sql/index.ts'
import { catalogOf } from './sample.ts'
import { shop } from './shop.ts'

it.each<[string, Sql, string]>([
  ['nothing', rawSql(''), 'as $$\n\n$$;'],
  ['blanks only', rawSql(' \n  \n'), 'as $$\n\n$$;'],
  ['blank lines around it', rawSql('\n \n  begin\n  end \n\n'), 'as $$\n  begin\n  end\n$$;'],
  [
    'a mention at both ends',
    sql`\n\n  ${name('o.Total')} = ${literal('paid')}\n `,
    `as $$\n  "Total" = 'pa''id'\n$$;`,
  ],
  ['a dollar at its end', rawSql('select $1, $'), 'as $$\nselect $1, $\n$$;'],
  ['two dollars in a name', sql`${name('o.$')} + 1`, 'as $body$\n"a$$b" + 1\n$body$;'],
  [
    'a label, a view’s column and a parameter',
    sql`${name('draft')}, ${name('v.n')}, ${name('p')}`,
    'as $$\ndraft, n, "a b"\n$$;',
  ],
  ['the tag that is tried second', rawSql('$$ $body$'), 'as $body_078f3512$\n$$ $body$\n$body_078f3512$;'],
])('quotes a body that holds %s', (_, body, written) => {
  const f: Obj = {
    kind: 'routine',
    id: 'G',
    name: 'g',
    schema: 's',
    params: [{ id: 'p', name: 'a b', type: { type: 'E' } }],
    settings: [sql`x.y = ${literal('O')}`],
    language: 'plpgsql',
    body,
  }
  const dollars: Obj = {
    kind: 'column',
    id: 'o.$',
    table: 'O',
    name: 'a$$b',
    type: builtIn('text'),
    rank: 'z',
  }
  const e = emit(catalogOf(...shop, dollars, f), 18)
  expect(e.statements.find((s) => s.object === 'G')?.sql).toBe(
    `create function public.g("a b" order_status)\nlanguage plpgsql\nset x.y = 'orders'\n${written}`,
  )
})
