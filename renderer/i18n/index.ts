import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

const files = import.meta.glob<Record<string, unknown>>('./en/*.json', { eager: true, import: 'default' });
const english = Object.fromEntries(
  Object.entries(files).map(([path, texts]) => [path.replace(/^.*\/|\.json$/g, ''), texts]),
);

/**
 * Starts the screen texts. One JSON file per feature and language is one namespace; a key is always written in full,
 * `t('facts:columns.value')`, so that a test can tell unused and missing ones.
 */
export const startI18n = async (language: string): Promise<void> => {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: english },
    ns: Object.keys(english),
    defaultNS: 'app',
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = i18next.language;
  document.documentElement.dir = i18next.dir();
};
