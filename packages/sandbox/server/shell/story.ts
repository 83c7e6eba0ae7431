/// <reference lib="dom" />
import type { ShellState } from '../shell-types';
import { h } from './dom';
import { goAs, session } from './session';
import { practiceLink } from './start-card';
import { hideRing, sleep } from './story-hands';
import { type Memory, STEPS } from './story-steps';
import { word } from './words';

/**
 * "Play the story": what the product is for, in two minutes, on the screens people work on. This tab tells it, and goes on with it
 * from page to page; whoever watches may pause it, skip a caption, or leave.
 */
export type Story = {
  readonly element: HTMLElement;
  readonly play: () => void;
  /** The first page that was opened is to tell it (`--demo`). */
  playDemo(): Promise<void>;
  /** Where the page before this one left off. */
  goOn(): Promise<void>;
};
type Told = { readonly step: number; readonly memory: Memory };

const KEPT = 'story';
/** Milliseconds a letter takes to be read, besides the pace of every caption. */
const PER_LETTER = 35;
const BEAT = 50;
/** The share of the reading that comes before anything happens. */
const BEFORE = 0.6;

export function createStory(): Story {
  const bar = captionBar();
  const goOn = async (): Promise<void> => {
    const told = kept();
    if (told === undefined) return;
    try {
      await firmIsThere(bar);
      if (kept() !== undefined) await tellFrom(told, bar);
    } catch (error) {
      // Left meanwhile: what it was doing has come to nothing, and nobody is to hear of it.
      if (kept() !== undefined) bar.fail((error as Error).message);
    }
  };
  return { element: bar.element, play: begin, goOn, playDemo };
}

function begin(): void {
  const label = `Kasse ${String(Date.now()).slice(-9)}`;
  keep({ step: 0, memory: { label, before: [] } });
  // The accountant's story, whoever pressed the button.
  goAs('accountant', '/');
}

async function playDemo(): Promise<void> {
  await fetch('/_shell/demo-begun', { method: 'POST' });
  begin();
}

function kept(): Told | undefined {
  const text = sessionStorage.getItem(KEPT);
  return text === null ? undefined : (JSON.parse(text) as Told);
}

function keep(told: Told): void {
  sessionStorage.setItem(KEPT, JSON.stringify(told));
}

/** Until then; a page that sees the firm come in is loaded anew, and goes on there. */
async function firmIsThere(bar: CaptionBar): Promise<void> {
  while (kept() !== undefined) {
    const { showcase } = (await (await fetch('/_shell/state')).json()) as ShellState;
    if (showcase.is !== 'making') return;
    bar.waitForFirm();
    await sleep(500);
  }
}

async function tellFrom(begun: Told, bar: CaptionBar): Promise<void> {
  let told = begun;
  for (let step = STEPS[told.step]; step !== undefined; step = STEPS[told.step]) {
    const page = step.on === 'list' ? '/' : `/browse/${told.memory.issueKey ?? ''}`;
    if (location.pathname !== page) return location.assign(page);
    bar.say(told.step);
    await bar.read(word(step.says), BEFORE);
    if (kept() === undefined) return;
    const more = await step.run(told.memory);
    await bar.read(word(step.says), 1 - BEFORE);
    if (kept() === undefined) return;
    told = { step: told.step + 1, memory: { ...told.memory, ...more } };
    keep(told);
  }
  sessionStorage.removeItem(KEPT);
  bar.end();
}

type CaptionBar = {
  readonly element: HTMLElement;
  say(step: number): void;
  /** Until it was read, skipped, or left; never while it is paused. */
  read(caption: string, share: number): Promise<void>;
  /** The firm it plays in is still being set up. */
  waitForFirm(): void;
  end(): void;
  fail(problem: string): void;
};

function captionBar(): CaptionBar {
  const caption = h('p', { class: 'caption', role: 'status', 'data-testid': 'caption' });
  const count = h('span', { class: 'quiet' });
  const buttons = h('div', { class: 'group' });
  const element = h(
    'section',
    { class: 'story', hidden: true, 'aria-label': word('story.title') },
    caption,
    h('div', { class: 'foot' }, count, buttons),
  );
  const now = { paused: false, skipped: false };
  const pause = h('button', { 'data-testid': 'pause-story', 'aria-pressed': 'false' }, word('story.pause'));
  pause.addEventListener('click', () => {
    now.paused = !now.paused;
    pause.setAttribute('aria-pressed', String(now.paused));
    pause.textContent = word(now.paused ? 'story.goOn' : 'story.pause');
  });
  const skip = h('button', { 'data-testid': 'skip-story' }, word('story.skip'));
  skip.addEventListener('click', () => {
    now.skipped = true;
  });
  const leave = h('button', { 'data-testid': 'leave-story' }, word('story.stop'));
  leave.addEventListener('click', () => {
    sessionStorage.removeItem(KEPT);
    now.skipped = true;
    element.hidden = true;
    hideRing();
  });
  return {
    element,
    say(step) {
      const says = STEPS[step]?.says;
      now.skipped = false;
      element.hidden = false;
      caption.textContent = says === undefined ? '' : word(says);
      count.textContent = word('story.step', { n: step + 1, of: STEPS.length });
      if (!pause.isConnected) buttons.replaceChildren(pause, skip, leave);
    },
    waitForFirm() {
      element.hidden = false;
      caption.textContent = word('story.firmFirst');
      buttons.replaceChildren(leave);
    },
    async read(text, share) {
      const { storyPace } = session.config;
      const needed = storyPace === 0 ? 0 : share * (storyPace + text.length * PER_LETTER);
      for (let read = 0; (read < needed || now.paused) && !now.skipped; read += BEAT) await sleep(BEAT);
      if (now.paused) pause.click();
    },
    end() {
      hideRing();
      caption.replaceChildren(word('story.nowYou'), ' ', practiceLink());
      count.textContent = '';
      leave.textContent = word('jira.dismiss');
      buttons.replaceChildren(
        h('button', { class: 'primary', click: () => goAs('accountant', '/desk') }, word('story.toDesk')),
        h('button', { click: begin }, word('story.again')),
        leave,
      );
    },
    fail(problem) {
      hideRing();
      caption.textContent = word('story.failed', { problem });
      sessionStorage.removeItem(KEPT);
      buttons.replaceChildren(h('button', { click: begin }, word('story.again')), leave);
    },
  };
}
