/** The canvas' own icons, each its own module so that no other is loaded. */

export { default as AlignMiddleIcon } from 'lucide-react/icons/align-center-horizontal'
export { default as AlignCenterIcon } from 'lucide-react/icons/align-center-vertical'
export { default as AlignBottomIcon } from 'lucide-react/icons/align-end-horizontal'
export { default as AlignRightIcon } from 'lucide-react/icons/align-end-vertical'
export { default as SpreadAcrossIcon } from 'lucide-react/icons/align-horizontal-distribute-center'
export { default as AlignTopIcon } from 'lucide-react/icons/align-start-horizontal'
export { default as AlignLeftIcon } from 'lucide-react/icons/align-start-vertical'
export { default as SpreadDownIcon } from 'lucide-react/icons/align-vertical-distribute-center'
export { default as FitIcon } from 'lucide-react/icons/maximize'
export { default as LayoutIcon } from 'lucide-react/icons/network'
export { default as ZoomInIcon } from 'lucide-react/icons/zoom-in'
export { default as ZoomOutIcon } from 'lucide-react/icons/zoom-out'
