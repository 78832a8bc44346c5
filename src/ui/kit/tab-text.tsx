/** The words of a tab, with the room that they take when it is chosen. */
export const TabText = ({ children }: { readonly children: string }) => (
  <span className="tab-text" data-text={children}>
    {children}
  </span>
)
