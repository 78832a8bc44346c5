import { CodeBlock } from '../../kit/code-block.tsx'
import { count } from '../../kit/text.ts'
import type { Said } from './asked.ts'

/** As psql prints them. */
const noticeText = ({ notices, more }: Said): string =>
  [
    ...notices.flatMap(({ severity, message, detail, hint }) => [
      `${severity}:  ${message}`,
      ...(detail === undefined ? [] : [`DETAIL:  ${detail}`]),
      ...(hint === undefined ? [] : [`HINT:  ${hint}`]),
    ]),
    ...(more > 0 ? [`${count(more, 'more notice')} came after these.`] : []),
  ].join('\n')

/** What the server said while a statement ran, without refusing it. */
export const NoticeList = ({ said }: { readonly said: Said | undefined }) =>
  said && (
    <div className="notices">
      <CodeBlock label="Notices" text={noticeText(said)} />
    </div>
  )
