import Button from '@atlaskit/button/new';
import { useState } from 'react';
import { When } from '../../shared/parts';
import { SectionMessage } from '../../shared/signs/section-message';
import { useWords } from '../../shared/texts/lang';
import type { EditorHands } from './use-editor';

/** That a draft is gone on with, and the way to give it up. */
export function Resumed({ tell, isDirty, draftOf }: EditorHands & { draftOf: string | undefined }) {
  const [isOver, setOver] = useState(false);
  const t = useWords();
  if (draftOf === undefined || isOver || !isDirty) return null;
  return (
    <SectionMessage appearance="information" title={t('draftResumed')}>
      <p>
        {t('draftResumedNote')} <When at={draftOf} now={new Date().toISOString()} full />
      </p>
      <div className="actions">
        <Button spacing="compact" onClick={() => setOver(true)}>
          {t('draftGoOn')}
        </Button>
        <Button
          spacing="compact"
          onClick={() => {
            setOver(true);
            tell({ on: 'dropped' });
          }}
        >
          {t('draftDrop')}
        </Button>
      </div>
    </SectionMessage>
  );
}
