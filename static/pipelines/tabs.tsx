import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';

type Tab<T extends string> = { readonly id: T; readonly title: string; readonly content: ReactNode };

type Props<T extends string> = {
  readonly label: string;
  readonly tabs: readonly Tab<T>[];
  readonly chosen: T;
  readonly onChoose: (tab: T) => void;
};

/** Tabs by mouse and keyboard: arrows, Home and End change the tab, Tab leads into it. */
export function Tabs<T extends string>(props: Props<T>) {
  const { tabs, chosen } = props;
  const base = useId();
  return (
    <>
      <TabList {...props} base={base} />
      {tabs.map(({ id, content }) => (
        <div
          key={id}
          role="tabpanel"
          id={`${base}-${id}-panel`}
          aria-labelledby={`${base}-${id}`}
          hidden={id !== chosen}
        >
          {content}
        </div>
      ))}
    </>
  );
}

function TabList<T extends string>({ label, tabs, chosen, onChoose, base }: Props<T> & { base: string }) {
  const list = useRef<HTMLDivElement>(null);
  const go = (event: KeyboardEvent) => {
    const tab =
      tabs[placeAfter(event.key, { now: tabs.findIndex(({ id }) => id === chosen), of: tabs.length })];
    if (tab === undefined) return;
    event.preventDefault();
    onChoose(tab.id);
    list.current?.querySelector<HTMLElement>(`[data-tab="${tab.id}"]`)?.focus();
  };
  return (
    <div ref={list} className="tabs" role="tablist" aria-label={label} onKeyDown={go}>
      {tabs.map(({ id, title }) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={`${base}-${id}`}
          data-tab={id}
          aria-selected={id === chosen}
          aria-controls={`${base}-${id}-panel`}
          tabIndex={id === chosen ? 0 : -1}
          onClick={() => onChoose(id)}
        >
          {title}
        </button>
      ))}
    </div>
  );
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

/** The tab that a key leads to, round and round; no number for any other key. */
function placeAfter(key: string, { now, of }: { readonly now: number; readonly of: number }): number {
  if (key === 'Home') return 0;
  if (key === 'End') return of - 1;
  return (now + (STEPS[key] ?? Number.NaN) + of) % of;
}
