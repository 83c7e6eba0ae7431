import type { Frame, Page } from 'playwright-core';

/** What a task cost the person who did it. */
export type Effort = {
  /** Presses of the mouse, two for a choice from a list (open, choose), one for a file that was dropped. */
  readonly clicks: number;
  /** Pages of Jira that were loaded after the first. */
  readonly pages: number;
  /** How often the person waited for DATEV or for a background step. */
  readonly waits: number;
};

export type Walk = {
  /** Waits like a person: until something is there that somebody else does. */
  wait<T>(until: () => Promise<T>): Promise<T>;
  effort(): Effort;
};

type Press = 'press' | 'choice' | 'file';
const WORTH: Readonly<Record<Press, number>> = { press: 1, choice: 2, file: 1 };

/**
 * Counts from now on what a task costs on this page: what the browser itself saw in every frame, not what the test says it did. Call
 * it on a page whose first document may be loaded already; frames that stand already are counted, too.
 */
export async function walkTask(page: Page): Promise<Walk> {
  const cost = { clicks: 0, pages: 0, waits: 0 };
  await page.exposeBinding('__walked', (_source, kind: Press) => {
    cost.clicks += WORTH[kind];
  });
  await page.addInitScript(listen);
  await Promise.all(page.frames().map((frame) => listenIn(frame)));
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame()) cost.pages += 1;
  });
  return {
    wait: (until) => {
      cost.waits += 1;
      return until();
    },
    effort: () => ({ ...cost }),
  };
}

/** Jira may exchange a frame meanwhile: the new one listens from its beginning. */
async function listenIn(frame: Frame): Promise<void> {
  try {
    await frame.evaluate(listen);
  } catch (error) {
    if (!frame.isDetached()) throw error;
  }
}

/** Runs in each frame: a press is a pointer going down, so that neither a label’s second click nor the keyboard counts. */
function listen(): void {
  const here = window as unknown as { __walked?: (kind: Press) => void; __listens?: boolean };
  if (here.__listens === true) return;
  here.__listens = true;
  const isList = (target: EventTarget | null) => target instanceof HTMLSelectElement;
  const say = (kind: Press) => here.__walked?.(kind);
  const onPress = ({ isTrusted, target }: Event) => {
    if (isTrusted && !isList(target)) say('press');
  };
  const onChange = ({ target }: Event) => {
    if (isList(target)) say('choice');
    else if (target instanceof HTMLInputElement && target.type === 'file') say('file');
  };
  const onDrop = ({ target }: Event) => {
    if (!(target instanceof HTMLInputElement)) say('file');
  };
  document.addEventListener('pointerdown', onPress, true);
  document.addEventListener('change', onChange, true);
  document.addEventListener('drop', onDrop, true);
}
