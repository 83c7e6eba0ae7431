import '@atlaskit/css-reset';
import './styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { surroundings } from './backend';
import { LangContext } from './shared/lang';

/** Each face is loaded only where it stands. */
async function face(moduleKey: string) {
  if (moduleKey === 'datev-admin') return (await import('./admin/admin')).Admin;
  if (moduleKey === 'datev-desk') return (await import('./desk/desk')).Desk;
  const { IssueFace } = await import('./panel/issue-face');
  return moduleKey === 'datev-context' ? () => <IssueFace compact /> : () => <IssueFace compact={false} />;
}

async function start(): Promise<void> {
  const { moduleKey, lang } = await surroundings();
  document.documentElement.lang = lang;
  const Face = await face(moduleKey);
  const root = document.getElementById('root');
  if (root === null) return;
  createRoot(root).render(
    <StrictMode>
      <LangContext.Provider value={lang}>
        <Face />
      </LangContext.Provider>
    </StrictMode>,
  );
}

void start();
