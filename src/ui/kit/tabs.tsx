import { Content, List, Root, Trigger } from 'radix-ui/tabs'
import type { ReactNode } from 'react'
import { TabText } from './tab-text.tsx'

export interface Tab<T extends string> {
  readonly value: T
  readonly label: ReactNode
}

interface TabsProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly tabs: readonly Tab<T>[]
  readonly onChoose: (value: T) => void
  readonly children: ReactNode
  readonly className?: string
}

/** Tabs over one panel that shows what is chosen. */
export const Tabs = <T extends string>({
  label,
  value,
  tabs,
  onChoose,
  children,
  className,
}: TabsProps<T>) => (
  <Root
    className={className}
    value={value}
    onValueChange={(v) => {
      const tab = tabs.find((t) => t.value === v)
      if (tab) onChoose(tab.value)
    }}
  >
    <List className="tabs" aria-label={label}>
      {tabs.map((t) => (
        <Trigger key={t.value} value={t.value} className="tab">
          {typeof t.label === 'string' ? <TabText>{t.label}</TabText> : t.label}
        </Trigger>
      ))}
    </List>
    <Content value={value} tabIndex={-1}>
      {children}
    </Content>
  </Root>
)
