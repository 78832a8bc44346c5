import { intervals, type Node, pathTo, sampleTree } from './tree.ts'

export type Form = 'adjacency-list' | 'closure-table' | 'materialized-path' | 'nested-sets'

const lines = intervals(sampleTree)

/** What the pattern keeps of each row, by column. */
const kept: Readonly<
  Record<Form, { readonly said: string; readonly of: (n: Node) => Readonly<Record<string, string>> }>
> = {
  'adjacency-list': {
    said: 'Each row names its parent.',
    of: (n) => ({ id: String(n.id), parent_id: n.parent === undefined ? '' : String(n.parent) }),
  },
  'closure-table': {
    said: 'Beside the parent, each row has a line for every ancestor and its distance, itself included.',
    of: (n) => {
      const path = pathTo(sampleTree, n.id)
      return {
        id: String(n.id),
        'ancestor:depth': path.map((a, i) => `${a.id}:${path.length - 1 - i}`).join('  '),
      }
    },
  },
  'materialized-path': {
    said: 'Each row holds the way from the root.',
    of: (n) => ({
      id: String(n.id),
      path: pathTo(sampleTree, n.id)
        .map((a) => a.id)
        .join('.'),
    }),
  },
  'nested-sets': {
    said: 'Each row holds an interval; those of its branch lie inside.',
    of: (n) => {
      const [lft, rgt] = lines.get(n.id) ?? [0, 0]
      return { id: String(n.id), lft: String(lft), rgt: String(rgt) }
    },
  },
}

/** A small tree, and what the pattern writes for it. */
export const SampleTree = ({ form }: { readonly form: Form }) => {
  const { said, of } = kept[form]
  const columns = Object.keys(of(sampleTree[0] ?? { id: 0, name: '', parent: undefined }))
  return (
    <figure className="picture">
      <table className="picture-tree">
        <thead>
          <tr>
            <th scope="col">Tree</th>
            {columns.map((c) => (
              <th key={c} scope="col" className="mono">
                {c}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sampleTree.map((n) => (
            <tr key={n.id}>
              <td style={{ paddingInlineStart: 4 + (pathTo(sampleTree, n.id).length - 1) * 14 }}>{n.name}</td>
              {Object.entries(of(n)).map(([c, v]) => (
                <td key={c} className="mono">
                  {v}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <figcaption className="faint">An example. {said}</figcaption>
    </figure>
  )
}
