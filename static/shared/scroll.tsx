import type { ReactNode } from 'react';

/** What is wider or longer than its box, which keyboards can scroll: it takes the focus and says what it is. */
export function Scroll(props: { label: string; className?: string; children: ReactNode }) {
  const { label, className = 'scroll', children } = props;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={className} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
