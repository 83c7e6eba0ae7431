import type { ReactNode } from 'react';

const PATHS = {
  done: 'M3 8.5l3.2 3.2L13 5',
  bad: 'M4 4l8 8M12 4l-8 8',
  here: 'M8 5.5a2.5 2.5 0 1 0 .01 0z',
  ring: 'M8 4.5a3.5 3.5 0 1 0 .01 0z',
  differs: 'M3 6h10M3 10h10M10.5 2.5l-5 11',
  backwards: 'M14 8H3M6.5 4.5L3 8l3.5 3.5',
  becomes: 'M2 8h11M9.5 4.5L13 8l-3.5 3.5',
} as const;

/** A small sign beside words that say the same; drawn, because not every font has one. */
export function Mark({ sign }: { sign: keyof typeof PATHS }) {
  return (
    <svg className="mark" viewBox="0 0 16 16" width="12" height="12" aria-hidden="true" focusable="false">
      <path
        d={PATHS[sign]}
        fill={sign === 'here' ? 'currentColor' : 'none'}
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** Words of something that is done. */
export function Done({ children }: { children: ReactNode }) {
  return (
    <>
      <Mark sign="done" /> {children}
    </>
  );
}
