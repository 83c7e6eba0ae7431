import type { SubmissionView } from '../../src/contract/answers';
import type { PlainWord } from '../shared/texts/lang';

/** One station on the way of a file. */
export type Step = {
  readonly word: PlainWord;
  /** `bad`: it went wrong here; `here`: this is where it stands now. */
  readonly is: 'done' | 'bad' | 'here' | 'ahead';
};

type State = SubmissionView extends { readonly state: infer S } ? S : never;
type Of = Pick<SubmissionView, 'candidate'> & {
  readonly state: State;
  readonly cause?: { readonly code: string };
  readonly facts: Pick<SubmissionView['facts'], 'revision'>;
};

/** It rests with us: nobody has ordered that it goes, or what should go does not. In any other state it is on its way to DATEV. */
const AT_REST: readonly State[] = [
  'ready',
  'withdrawn',
  'rejected',
  'rejected-has-file',
  'file-has-errors',
  'asks-unchanged',
  'superseded',
  'stuck',
  'issue-deleted',
  'issue-hidden',
  'delivered',
];

/** The way of a file as far as DATEV tells it. Whether it is booked, DATEV does not tell: there is no such station. */
export function stepsOf(view: Of): readonly Step[] {
  const { state, facts, cause, candidate } = view;
  const wasRejected = cause !== undefined || facts.revision > 1;
  const rejected: Step = cause?.code === PARTLY ? { word: 'stepPartly', is: 'bad' } : REJECTED;
  if (state === 'closed')
    return [...(wasRejected ? [SENT, rejected] : [HANDED_IN]), { word: 'stepClosed', is: 'here' }];
  if (!wasRejected) return firstWay(state);
  const corrected = isOnItsWay(view) || state === 'delivered';
  return [
    SENT,
    rejected,
    { word: 'stepCorrected', is: corrected ? 'done' : candidate === undefined ? 'ahead' : 'here' },
    last(view),
  ];
}

/** DATEV's status of a package of which a part arrived (`datev/cause`). */
const PARTLY = 'dxso-4';
const SENT: Step = { word: 'stepSent', is: 'done' };
const REJECTED: Step = { word: 'stepRejected', is: 'bad' };
const HANDED_IN: Step = { word: 'stepHandedIn', is: 'done' };

function firstWay(state: State): readonly Step[] {
  if (state === 'delivered') return [SENT, { word: 'stepDelivered', is: 'done' }];
  if (isOnItsWay({ state }))
    return [HANDED_IN, { word: 'stepOnItsWay', is: 'here' }, { word: 'stepDelivered', is: 'ahead' }];
  const is = state === 'file-has-errors' ? 'bad' : state === 'withdrawn' ? 'ahead' : 'here';
  return [
    { word: 'stepHandedIn', is },
    { word: 'stepSent', is: 'ahead' },
    { word: 'stepDelivered', is: 'ahead' },
  ];
}

function isOnItsWay({ state }: { readonly state: State }): boolean {
  return !AT_REST.includes(state);
}

function last(view: Of): Step {
  if (view.state === 'delivered') return { word: 'stepDelivered', is: 'done' };
  // Not delivered until DATEV says so: what is under way is called that.
  return isOnItsWay(view) ? { word: 'stepOnItsWay', is: 'here' } : { word: 'stepDelivered', is: 'ahead' };
}
