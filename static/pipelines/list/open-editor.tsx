import { type ComponentProps, lazy, useEffect, useState } from 'react';
import { Skeleton } from '../../shared/parts';
import { useLang } from '../../shared/texts/lang';
import { loadEditorTexts } from '../../shared/texts/loaded-texts';

/** Who only looks at the list needs neither the editor nor its words. */
const Editor = lazy(async () => ({ default: (await import('../editor/editor')).Editor }));

export function OpenEditor(props: ComponentProps<typeof Editor>) {
  const lang = useLang();
  const [hasTexts, setTexts] = useState(false);
  useEffect(() => {
    void loadEditorTexts(lang).then(() => setTexts(true));
  }, [lang]);
  return hasTexts ? <Editor {...props} /> : <Skeleton rows={8} />;
}
