import type { TextKey } from '../../texts/text';
import {
  addPanel,
  advance,
  fileOf,
  inPanel,
  issueKeys,
  onPage,
  sendElsewhere,
  untilNewIssue,
  untilState,
} from './story-hands';

/** What the story remembers from one page to the next. */
export type Memory = {
  /** Which file it is about. */
  readonly label: string;
  /** Issues that were there before. */
  readonly before: readonly string[];
  readonly issueKey?: string;
};
export type Step = {
  readonly says: TextKey;
  /** The list of issues, or the story's issue. */
  readonly on: 'list' | 'issue';
  /** What happens while one reads; answers what else is to be remembered. */
  readonly run: (memory: Memory) => Promise<Partial<Memory> | undefined>;
};

const onIssue = (says: TextKey, run: (issueKey: string, memory: Memory) => Promise<void>): Step => ({
  says,
  on: 'issue',
  async run(memory) {
    await run(memory.issueKey ?? '', memory);
    return undefined;
  },
});

/** From another program's mistake to "delivered", on the screens people work on. */
export const STEPS: readonly Step[] = [
  {
    says: 'story.sends',
    on: 'list',
    async run({ label }) {
      const before = await issueKeys();
      await sendElsewhere(label);
      return { before };
    },
  },
  {
    says: 'story.silence',
    on: 'list',
    run: async ({ before }) => ({ issueKey: await untilNewIssue(before) }),
  },
  {
    says: 'story.found',
    on: 'list',
    async run({ issueKey = '' }) {
      await addPanel(issueKey);
      await onPage(`a[href="/browse/${issueKey}"]`);
      return undefined;
    },
  },
  onIssue('story.cause', () => inPanel({ do: 'find', at: '.cause' })),
  onIssue('story.handIn', async (_, { label }) => {
    await inPanel({ do: 'give', at: '.uploader input[type=file]', file: await fileOf(label) });
    await inPanel({ do: 'find', at: '.mend' });
  }),
  onIssue('story.mend', async () => {
    await inPanel({ do: 'click', at: '.mend button.chip' });
    await inPanel({ do: 'choose', at: '.mend select:has(option[value="S"])', value: 'S' });
  }),
  onIssue('story.diff', async (issueKey) => {
    await inPanel({ do: 'find', at: '.mends' });
    await inPanel({ do: 'click', at: '.mend > .actions button' });
    await untilState(issueKey, ['rejected-has-file'], 2);
    // The panel knows it, too: the old cause is folded away, and the first button is the one that sends.
    await inPanel({ do: 'find', at: '.zone + details' });
  }),
  onIssue('story.send', () => inPanel({ do: 'click', at: '.zone > .actions button' })),
  onIssue('story.confirm', async () => {
    await inPanel({ do: 'find', at: 'dialog[open]' });
    await inPanel({ do: 'click', at: 'dialog[open] > .actions button' });
    await advance(5);
  }),
  onIssue('story.waits', (issueKey) => untilState(issueKey, ['delivered'], 60)),
  onIssue('story.delivered', () => inPanel({ do: 'find', at: '.detail > header' })),
];
