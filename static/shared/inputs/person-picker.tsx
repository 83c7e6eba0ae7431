import { useState } from 'react';
import type { Choice, PersonView } from '../../../src/contract/answers';
import { useWords } from '../texts/lang';
import { JiraFinder } from './finder';

type Props = {
  readonly label: string;
  readonly current: PersonView | undefined;
  /** What no person means; nobody, where nothing else is said. */
  readonly none?: string;
  readonly onChoose: (choice: Choice | null) => void;
};

/** The person something is given to, or nobody. */
export function PersonPicker(props: Props) {
  const [open, setOpen] = useState(false);
  const t = useWords();
  const { label, current, none = t('nobody') } = props;
  const choose = (choice: Choice | null) => {
    setOpen(false);
    props.onChoose(choice);
  };
  return (
    <div>
      <p className="line">
        <span>
          {label}: {current?.name ?? none}
        </span>
        <button
          type="button"
          className="link"
          aria-expanded={open}
          aria-label={`${t('changePerson')}: ${label}`}
          onClick={() => setOpen(!open)}
        >
          {t('changePerson')}
        </button>
      </p>
      {open ? (
        <>
          <JiraFinder label={label} of="jira.users" onChoose={choose} />
          <button type="button" className="link" onClick={() => choose(null)}>
            {none}
          </button>
        </>
      ) : null}
    </div>
  );
}
