import { encodeLink, linkLimit } from '../../formats/link/index.ts'
import { designAt, textOption } from '../input.ts'
import { jsonResult, result, say } from '../output.ts'
import { type Command, exit } from '../types.ts'

export const linkCommand: Command = {
  name: 'link',
  usage: 'D [--base URL] [--json]',
  summary: 'the fragment of a link that holds the design',
  details: ['URL is the page that the link opens, such as https://example.com/damask/.'],
  options: { base: { type: 'string' }, json: { type: 'boolean' } },
  async run(args) {
    const { design } = await designAt(args)
    const payload = encodeLink(design)
    const link = `${(textOption(args, 'base') ?? '').replace(/#.*$/s, '')}#${payload}`
    if (link.length > linkLimit)
      say(
        `the link has ${link.length} characters; many programs cut what is longer than ${linkLimit}: send the file instead`,
        args.options.json === true,
      )
    if (args.options.json) jsonResult({ link, length: link.length, limit: linkLimit })
    else result(link)
    return exit.fine
  },
}
