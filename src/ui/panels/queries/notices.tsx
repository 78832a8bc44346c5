import { count } from '../../kit/text.ts'
import type { Said } from './asked.ts'

/** What the server said while a statement ran, without refusing it. */
export const NoticeList = ({ said }: { readonly said: Said | undefined }) =>
  said && (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and has nothing in it that takes the focus.
    <section className="notices" aria-label="Notices" tabIndex={0}>
      <ul>
        {said.notices.map(({ severity, message, detail, hint }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they stay as they came.
          <li key={i}>
            <span className={severity === 'WARNING' ? 'amber' : 'faint'}>{severity.toLowerCase()}</span>{' '}
            {message}
            {detail !== undefined && <span className="quiet"> {detail}</span>}
            {hint !== undefined && <span className="quiet"> Hint: {hint}</span>}
          </li>
        ))}
      </ul>
      {said.more > 0 && <p className="faint">{count(said.more, 'more notice')} came after these.</p>}
    </section>
  )
