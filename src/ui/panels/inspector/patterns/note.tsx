/** What an option's schema says of it, below its editor. */
export const Note = ({ text }: { readonly text: string | undefined }) =>
  text ? <span className="field-note">{text}</span> : null
