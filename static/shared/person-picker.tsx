import { useState } from 'react';
import type { Choice, PersonView } from '../../src/contract/answers';
import { JiraFinder } from './finder';
import { useWords } from './lang';

/** The person something is given to, or nobody. */
export function PersonPicker(props: {
  label: string;
  current: PersonView | undefined;
  /** What no person means; nobody, where nothing else is said. */
  none?: string;
  onChoose: (choice: Choice | null) => void;
}) {
  const [open, setOpen] = useState(false);
  const t = useWords();
  const { none = t('nobody') } = props;
  return (
    <div>
      <p className="line">
        <span>
          {props.label}: {props.current?.name ?? none}
        </span>
        <button
          type="button"
          className="link"
          aria-expanded={open}
          aria-label={`${t('changePerson')}: ${props.label}`}
          onClick={() => setOpen(!open)}
        >
          {t('changePerson')}
        </button>
      </p>
      {open ? (
        <>
          <JiraFinder
            label={props.label}
            of="jira.users"
            onChoose={(choice) => {
              setOpen(false);
              props.onChoose(choice);
            }}
          />
          <button
            type="button"
            className="link"
            onClick={() => {
              setOpen(false);
              props.onChoose(null);
            }}
          >
            {none}
          </button>
        </>
      ) : null}
    </div>
  );
}
