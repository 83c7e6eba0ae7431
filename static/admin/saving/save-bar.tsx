import Button from '@atlaskit/button/new';
import { usePlace } from '../../shared/page/place';
import { Trouble } from '../../shared/parts';
import { useWords } from '../../shared/texts/lang';
import { placeOfSection, type Section } from '../sections/sections';
import { SettingsConflicts } from './conflicts';
import { settled } from './draft';
import type { Editing } from './use-settings';

/** Sections whose fields are saved together by one button. */
const WITH_FIELDS: readonly Section[] = ['jira', 'rights', 'operation'];

/** Saves what was typed. It stands below the fields, and anywhere else as long as something is not saved. */
export function SaveBar({ editing, section }: { readonly editing: Editing; readonly section: Section }) {
  const { draft, settle, saved, problem, discard } = editing;
  const saveIfRight = useSave(editing);
  const t = useWords();
  if (!WITH_FIELDS.includes(section) && draft === undefined) return null;
  return (
    <div className="sticky" aria-live="polite">
      <Button appearance="primary" isDisabled={draft === undefined} onClick={saveIfRight}>
        {t('save')}
      </Button>
      {draft === undefined ? null : (
        <>
          <Button appearance="subtle" onClick={discard}>
            {t('discardChanges')}
          </Button>
          <span>{t('unsaved')}</span>
        </>
      )}
      {draft?.isMerged ? <span>{t('mergedIn')}</span> : null}
      {saved ? <span>{t('saved')}</span> : null}
      <Trouble of={problem} />
      {draft === undefined ? null : (
        <SettingsConflicts
          conflicts={draft.conflicts}
          onSettle={(conflict, choice) => settle(settled(draft, conflict, choice))}
        />
      )}
    </div>
  );
}

/** Saves, or leads to the field that is wrong. */
function useSave({ settings, save }: Editing): () => void {
  const { go } = usePlace();
  return () => {
    const wrong = document.querySelector<HTMLElement>('main [aria-invalid="true"]');
    if (wrong !== null) wrong.focus();
    else if (settings.project?.issueTypeId === '') go(placeOfSection('jira'));
    else void save();
  };
}
