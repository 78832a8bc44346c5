/** Text to read and copy, scrolled by keyboard too. */
export const CodeBlock = ({ label, text }: { readonly label: string; readonly text: string }) => (
  <textarea
    className="input mono code-block"
    aria-label={label}
    readOnly
    wrap="off"
    spellCheck={false}
    rows={Math.min(16, text.split('\n').length + 1)}
    value={text}
  />
)
