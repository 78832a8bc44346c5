/** The parts of the page in the order in which they are visited, and what takes the focus in each. */
const parts: readonly (readonly [string, string])[] = [
  ['.top-bar', 'button'],
  ['.side', '[role="treeitem"][tabindex="0"], input'],
  ['.cv', '.react-flow__node.selected, .react-flow__node'],
  ['.inspector', '[role="tab"][aria-selected="true"], input, button'],
  ['.dock', '[role="tab"][aria-selected="true"]'],
]

interface Part {
  readonly part: HTMLElement
  readonly first: HTMLElement
}

const here = (): readonly Part[] =>
  parts.flatMap(([where, what]) => {
    const part = document.querySelector<HTMLElement>(where)
    if (!part) return []
    // In the order in which they are asked for, not that of the page.
    const found = what.split(', ').flatMap((w) => part.querySelector<HTMLElement>(w) ?? [])
    return [{ part, first: found[0] ?? part }]
  })

/** Moves the focus to the next part of the page that is shown, or to the one before; round and round. */
export const goOn = (by: 1 | -1): void => {
  const shown = here()
  const at = shown.findIndex(({ part }) => part.contains(document.activeElement))
  const from = at < 0 && by < 0 ? 0 : at
  shown[(from + by + shown.length) % shown.length]?.first.focus({ preventScroll: true })
}
