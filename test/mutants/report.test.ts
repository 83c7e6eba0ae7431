import { expect, it } from 'vitest';
import type { Change } from './broad';
import { broadTable, type Tried } from './report';

const change = (file: string, line: number): Change => ({
  ...{ id: `${file}#${line}`, file: `src/${file}`, nth: line, line, atLoad: false },
  ...{ from: 'a || b', to: 'a' },
});

it('the table of a draw says who noticed, rounds no score up, and names what nobody did', () => {
  const tried: readonly Tried[] = [
    { room: 'src/flows', change: change('flows/a.ts', 1), is: 'by-flows', by: 'test/flows/a.test.ts' },
    { room: 'src/flows', change: change('flows/a.ts', 2), is: 'unmet' },
    { room: 'src/mapping', change: change('mapping/b.ts', 3), is: 'by-room', by: 'test/mapping/b.test.ts' },
    { room: 'src/mapping', change: change('mapping/b.ts', 4), is: 'by-flows', by: 'test/flows/a.test.ts' },
    { room: 'src/mapping', change: change('mapping/b.ts', 5), is: 'survived' },
  ];
  const lines = broadTable(tried, { of: 5101, seed: 3 }).split('\n');
  expect(lines[0]).toBe('5 of 5,101 changes, drawn by seed 3.');
  expect(lines.slice(4, 7)).toEqual([
    '| `src/flows` | 2 | 0 | 1 | 0 | 1 | 50 % |',
    '| `src/mapping` | 3 | 1 | 1 | 1 | 0 | 66 % |',
    '| all | 5 | 1 | 2 | 1 | 1 | 60 % |',
  ]);
  expect(lines.slice(10)).toEqual([
    '| `flows/a.ts:2` | `a \\|\\| b` | `a` |',
    '| `mapping/b.ts:5` | `a \\|\\| b` | `a` |',
  ]);
});
