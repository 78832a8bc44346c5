/** The mark: warp and weft. */
export const Mark = ({ size = 18 }: { readonly size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 18 18" aria-hidden="true" className="icon">
    <g fill="none" stroke="var(--accent)" strokeWidth="2" strokeLinecap="round">
      <path d="M2 5.5h6M11.5 5.5H16M2 12.5h3M9 12.5h7" />
      <path d="M5.5 9V16M5.5 2v0.2M12.5 2V9M12.5 15.8V16" />
    </g>
  </svg>
)
