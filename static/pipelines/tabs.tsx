import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';

type Tab<T extends string> = { readonly id: T; readonly title: string; readonly content: ReactNode };

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

/** Tabs by mouse and keyboard: arrows, Home and End change the tab, Tab leads into it. */
export function Tabs<T extends string>(props: {
  label: string;
  tabs: readonly Tab<T>[];
  chosen: T;
  onChoose: (tab: T) => void;
}) {
  const { label, tabs, chosen, onChoose } = props;
  const list = useRef<HTMLDivElement>(null);
  const base = useId();
  const go = (event: KeyboardEvent) => {
    const now = tabs.findIndex(({ id }) => id === chosen);
    const to =
      event.key === 'Home'
        ? 0
        : event.key === 'End'
          ? tabs.length - 1
          : now + (STEPS[event.key] ?? Number.NaN);
    const tab = tabs[(to + tabs.length) % tabs.length];
    if (tab === undefined) return;
    event.preventDefault();
    onChoose(tab.id);
    list.current?.querySelector<HTMLElement>(`[data-tab="${tab.id}"]`)?.focus();
  };
  return (
    <>
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
