import type { ReactNode } from 'react';
import './section-message.css';

type Appearance = 'information' | 'warning' | 'error' | 'success';

/**
 * Atlassian's section message: looks and tokens are theirs, the shape of each tells it without its colour. Theirs brings the button that closes
 * it, and with that tooltips and popups: 38 kB before the first content for what no page of ours has (ADR 0040).
 */
export function SectionMessage(props: { appearance: Appearance; title: string; children?: ReactNode }) {
  const { appearance, title, children } = props;
  return (
    <section className={`message message-${appearance}`}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path fillRule="evenodd" clipRule="evenodd" d={SHAPES[appearance]} />
      </svg>
      <div>
        <h2>{title}</h2>
        <div>{children}</div>
      </div>
    </section>
  );
}

const CIRCLE = 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Z';

/** Drawn for sixteen points, the sign cut out of its ground. */
const SHAPES: Readonly<Record<Appearance, string>> = {
  information: `${CIRCLE}M7.1 4.2a.9.9 0 1 1 1.8 0 .9.9 0 0 1-1.8 0ZM7.2 6.8h1.6v5H7.2v-5Z`,
  success: `${CIRCLE}M11 5.1l1.2 1L7.3 11.9 4.2 8.8l1.1-1.1 1.9 1.9L11 5.1Z`,
  warning:
    'M6.7 1.8a1.5 1.5 0 0 1 2.6 0l5.9 10.9a1.5 1.5 0 0 1-1.3 2.3H2.1a1.5 1.5 0 0 1-1.3-2.3L6.7 1.8ZM7.2 5.5h1.6v4H7.2v-4ZM7.1 11.8a.9.9 0 1 1 1.8 0 .9.9 0 0 1-1.8 0Z',
  error:
    'M5 .9 .9 5v6L5 15.1h6l4.1-4.1V5L11 .9H5ZM7.2 4.2h1.6v4.6H7.2V4.2ZM7.1 11.2a.9.9 0 1 1 1.8 0 .9.9 0 0 1-1.8 0Z',
};
