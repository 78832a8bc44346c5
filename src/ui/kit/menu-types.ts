import type { LucideIcon } from 'lucide-react'

export type MenuEntry =
  | {
      readonly kind: 'item'
      readonly label: string
      readonly run: () => void
      readonly icon?: LucideIcon
      readonly keys?: string
      readonly disabled?: boolean
      readonly danger?: boolean
      readonly checked?: boolean
    }
  | { readonly kind: 'label'; readonly label: string }
  | { readonly kind: 'line'; readonly key: string }
