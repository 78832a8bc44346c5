import type { Id } from '../base/index.ts'
import { fill, name, qualified, type Template } from '../catalog/index.ts'
import type { Names } from '../sql/index.ts'

/** The quoted name alone. */
export const bare = (names: Names, id: Id): string => names.write(name(id))

/** The quoted name with its schema. */
export const full = (names: Names, id: Id): string => names.write(qualified(id))

/** A sentence with names as people write them. */
export const sentence = (names: Names, t: Template): string => fill(t, (r) => names.name(r.id))
