import { describe, expect, it } from 'vitest';
import type { DeskMandant, ProblemView } from '../../src/contract/answers';
import { commonTroubles } from '../../static/shared/data/troubles';

const ended = { code: 'datev.not-connected', title: 'The connection has ended.', remedy: 'Log in.' };
const missing = { ...ended, title: 'A right is missing.' };
const mandant = (id: string, trouble?: object) =>
  ({ id, ...(trouble === undefined ? {} : { trouble: { ...trouble } as ProblemView }) }) as DeskMandant;

describe('troubles of Mandanten', () => {
  it('that several have are told once, with all whom they concern', () => {
    const [one, two, three] = [mandant('1-1', ended), mandant('1-2', ended), mandant('1-3', ended)];
    const all = [one, mandant('1-4', missing), two, mandant('1-5'), three];
    expect(commonTroubles(all)).toEqual([{ problem: ended, mandanten: [one, two, three] }]);
  });

  it('that differ in what is to be done are not the same', () => {
    expect(commonTroubles([mandant('1-1', ended), mandant('1-2', { ...ended, remedy: 'Wait.' })])).toEqual(
      [],
    );
  });
});
