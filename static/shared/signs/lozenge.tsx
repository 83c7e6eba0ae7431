import type { ReactNode } from 'react';
import type { Tone } from '../../../src/contract/answers';
import './lozenge.css';

/**
 * Atlassian's lozenge, as wide as its words: looks and tokens are theirs. Theirs can also be pressed, loads and moves, which is 22 kB before
 * the first content for what no page of ours does (ADR 0040).
 */
export function Lozenge({ appearance = 'default', children }: { appearance?: Tone; children: ReactNode }) {
  return <span className={`lozenge lozenge-${appearance}`}>{children}</span>;
}
