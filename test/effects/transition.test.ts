import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { transition } from '../../src/effects/transition';
import type { Settings } from '../../src/settings/settings';
import type { Towards } from '../../src/submissions/submission';
import { DISCOVERED, ISSUE, live, WITH_ISSUE } from '../submissions/life';
import { seen } from '../support/forge-globals';
import {
  about,
  called,
  carried,
  GONE,
  issue,
  leave,
  loginPage,
  lost,
  no,
  nothing,
  ok,
  PROJECT,
  problem,
  type Says,
  SETTINGS,
  stage,
  wanted,
  way,
} from './stage';

const READ = `GET /issue/${ISSUE.id}`;
const WAYS = `GET /issue/${ISSUE.id}/transitions`;
const MOVE = `POST /issue/${ISSUE.id}/transitions`;
/** 1 open, 2 in correction · 3 send again · 4 close without sending · 6 delivered · 5 done, whatever that means. */
const MEANS = { [PROJECT]: { resubmit: ['3'], closeWithout: ['4'], deliveredTo: '6' } };
const ALL = [
  way('11', ['1', 'new']),
  way('12', ['2']),
  way('13', ['3', 'done']),
  way('14', ['4', 'done']),
  way('15', ['5', 'done']),
  way('16', ['6', 'done']),
];

type Case = {
  readonly at?: readonly [status: string, category?: string];
  readonly moves?: readonly (readonly [string, string])[];
  readonly ways?: readonly object[];
  readonly says?: Readonly<Record<string, Says>>;
  readonly statuses?: Settings['statuses'];
};
function subjectAt({ at = ['3', 'done'], moves = [], ways = ALL, says = {}, statuses = MEANS }: Case) {
  stage({
    [READ]: ok(issue(ISSUE.id, { status: at, moves })),
    [WAYS]: ok({ transitions: ways }),
    [MOVE]: nothing,
    ...says,
  });
  return about(live(DISCOVERED, ...WITH_ISSUE), { settings: { ...SETTINGS, statuses } });
}
const act = (towards: Towards, of: Case = {}) =>
  transition.act(subjectAt(of), wanted({ kind: 'transition', towards }), leave);
const look = (towards: Towards, of: Case = {}) =>
  transition.lookUp?.(subjectAt(of), wanted({ kind: 'transition', towards }));
const taken = () => carried(MOVE).map((body) => (body as { transition: { id: string } }).transition.id);
const NO_WAY = { is: 'problem', problem: { code: 'jira.no-transition', retry: 'never' } };

describe('an issue is moved', () => {
  it.each([
    ['closed', ['1'], '14'],
    ['delivered', ['2'], '16'],
    ['delivered, also from where it would be sent again', ['3', 'done'], '16'],
    ['back, to where work goes on', ['3', 'done'], '11'],
    ['back, also out of one that means nothing here, where Jira counts that as done', ['5', 'done'], '11'],
  ] as const)('%s', async (towards, at, way) => {
    expect(await act(towards.split(',')[0] as Towards, { at })).toEqual({ is: 'done' });
    expect(taken()).toEqual([way]);
  });

  it.each([
    ['closed', ['4', 'done'], 'where an admin wants what is closed without sending'],
    ['back', ['1', 'new'], 'open'],
    ['back', ['5'], 'in a status that means nothing to the app, and in which work goes on'],
    ['delivered', ['6', 'done'], 'where an admin wants what is delivered'],
    ['delivered', ['6'], 'there, also where Jira does not count that as done'],
    ['delivered', ['5', 'done'], 'closed by somebody, elsewhere'],
    ['delivered', ['4', 'done'], 'closed without sending'],
  ] as const)('nowhere towards “%s” when it stands %s: %s', async (towards, at, _where) => {
    expect(await act(towards, { at })).toEqual({ is: 'done' });
    expect(called()).toEqual([READ]);
    expect(await look(towards, { at })).toEqual({ is: 'found' });
  });

  it.each([
    ['closed', ['3', 'done'], 'to be sent again'],
    ['closed', ['5', 'done'], 'done elsewhere'],
    ['back', ['3', 'done'], 'to be sent again'],
    ['back', ['4', 'done'], 'closed without sending'],
    ['back', ['6', 'done'], 'delivered'],
    ['back', ['5', 'done'], 'done, whatever that means'],
    ['delivered', ['3', 'done'], 'to be sent again, although Jira counts that as done'],
    ['delivered', ['4'], 'closed without sending, which Jira does not count as done'],
    ['delivered', ['1', 'new'], 'open'],
  ] as const)('has not happened towards “%s” when it stands %s: %s', async (towards, at, _where) => {
    expect(await look(towards, { at })).toEqual({ is: 'absent' });
  });
});

describe('the way back', () => {
  it.each([
    [
      'goes where an admin wants it first',
      { moves: [['1', '3']], statuses: { [PROJECT]: { ...MEANS[PROJECT], reopenTo: '2' } } },
      '12',
    ],
    ['else to the status that it had before', { moves: [['2', '3']] }, '12'],
    [
      'of several before to the newest',
      {
        moves: [
          ['1', '2'],
          ['2', '3'],
        ],
      },
      '12',
    ],
    [
      'of several before to the newest that is open',
      {
        moves: [
          ['2', '4'],
          ['4', '3'],
        ],
      },
      '12',
    ],
    ['before one that Jira counts as done', { moves: [['5', '3']] }, '11'],
    [
      'also to one that Jira counts as done, where there is no other',
      { moves: [['5', '3']], ways: [...ALL.slice(2), way('17', ['7', 'done'])] },
      '15',
    ],
    [
      'also to that one where an admin wants it so',
      { statuses: { [PROJECT]: { ...MEANS[PROJECT], reopenTo: '5' } } },
      '15',
    ],
    ['else to any in which work goes on', { ways: [way('15', ['5', 'done']), way('12', ['2'])] }, '12'],
    [
      'never to one that would send again, close or deliver',
      { moves: [['4', '3']], ways: [...ALL.slice(2, 4), ...ALL.slice(5), way('12', ['2'])] },
      '12',
    ],
    [
      'never by one that demands something',
      { ways: [way('11', ['1', 'new'], true), way('12', ['2'])] },
      '12',
    ],
  ] satisfies readonly (readonly [string, Case, string])[])('%s', async (_where, of, way) => {
    expect(await act('back', of)).toEqual({ is: 'done' });
    expect(taken()).toEqual([way]);
  });

  it('is over where an admin wants it, also where Jira counts that as done', async () => {
    const statuses = { [PROJECT]: { ...MEANS[PROJECT], reopenTo: '5' } };
    expect(await act('back', { at: ['5', 'done'], statuses })).toEqual({ is: 'done' });
    expect(called()).toEqual([READ]);
  });

  it('leads from one that means nothing into no other of that kind', async () => {
    const of = {
      at: ['5', 'done'],
      moves: [
        ['7', '2'],
        ['2', '5'],
      ],
      ways: [way('17', ['7', 'done'])],
    } as const;
    expect(await act('back', of)).toEqual(NO_WAY);
    expect(taken()).toEqual([]);
  });

  it('asks for the history of the issue', async () => {
    await act('back', { moves: [['2', '3']] });
    expect(seen()[0]?.path).toContain('expand=changelog');
  });

  it('means nothing special where nobody chose statuses: every status is open', async () => {
    expect(await act('back', { at: ['3', 'done'], statuses: {} })).toEqual({ is: 'done' });
    expect(called()).toEqual([READ]);
  });
});

describe('without a way', () => {
  it.each([
    ['back', [way('15', ['5', 'done']), way('13', ['3', 'done'])]],
    ['back', []],
    ['closed', [way('15', ['5', 'done'])]],
    ['closed', [way('14', ['4', 'done'], true)]],
    ['delivered', [way('15', ['5', 'done'])]],
    ['delivered', [way('16', ['6', 'done'], true)]],
  ] as const)('it stays, and is not tried again: %s', async (towards, ways) => {
    expect(await act(towards, { ways })).toEqual(NO_WAY);
    expect(taken()).toEqual([]);
  });

  it('without a status for what is delivered it stays', async () => {
    const statuses = { [PROJECT]: { resubmit: ['3'], closeWithout: ['4'] } };
    expect(await act('delivered', { at: ['1', 'new'], statuses })).toEqual(NO_WAY);
  });
});

describe('what Jira answers', () => {
  it.each([
    [READ, no(404), GONE],
    [READ, no(503), problem('jira.unavailable', 'later')],
    [WAYS, no(404), GONE],
    [WAYS, no(429), problem('jira.later', 'later')],
    [MOVE, no(404), GONE],
    [MOVE, no(409), problem('jira.busy', 'later')],
    [MOVE, no(503), problem('jira.unavailable', 'look-up')],
    [MOVE, lost, problem('jira.unreachable', 'look-up')],
    [MOVE, loginPage, problem('jira.unreadable', 'look-up')],
  ])('to %s', async (step, says, outcome) => {
    expect(await act('closed', { says: { [step]: says } })).toMatchObject(outcome);
    expect(called().at(-1)).toBe(step);
    if (step === READ) expect(await look('closed', { says: { [step]: says } })).toMatchObject(outcome);
  });

  it.each([
    ['closed', 'after-fix'],
    ['back', 'after-fix'],
    ['delivered', 'never'],
  ] as const)(
    'a refused move “%s” waits for somebody only where work depends on it',
    async (towards, retry) => {
      const of = { at: ['3', 'done'], says: { [MOVE]: no(400) } } as const;
      expect(await act(towards, of)).toMatchObject(problem('jira.transition-refused', retry));
      const later = { ...of, says: { [MOVE]: no(429) } };
      expect(await act(towards, later)).toMatchObject(problem('jira.later', 'later'));
    },
  );

  it('without an issue Jira is asked nothing', async () => {
    stage();
    const [none, pending] = [about(live(DISCOVERED)), wanted({ kind: 'transition', towards: 'back' })];
    expect(await transition.act(none, pending, leave)).toEqual(GONE);
    expect(await transition.lookUp?.(none, pending)).toEqual(GONE);
    expect(called()).toEqual([]);
  });
});
