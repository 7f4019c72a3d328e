import { useTranslation } from 'react-i18next';
import { FEATURES, type Feature } from './address.ts';
import { FEATURE_ENTRIES } from './features.ts';
import { goToScreen, usePlace } from './place.ts';
import classes from './Rail.module.css';

const Item = ({ feature }: { feature: Feature }) => {
  const { t } = useTranslation();
  const current = usePlace((state) => state.place.feature === feature);
  const { icon: FeatureIcon, title } = FEATURE_ENTRIES[feature];
  return (
    <a
      href={`#/${feature}`}
      className={classes.item}
      aria-current={current ? 'page' : undefined}
      data-testid={`rail-${feature}`}
      draggable={false}
      onClick={(event) => {
        event.preventDefault();
        goToScreen(feature);
      }}
    >
      <FeatureIcon size={20} stroke={current ? 1.9 : 1.6} aria-hidden />
      <span>{t(title)}</span>
    </a>
  );
};

/** The features, one under the other; Settings at the foot. */
export const Rail = () => {
  const { t } = useTranslation();
  return (
    <nav className={classes.rail} aria-label={t('app:rail')}>
      {FEATURES.map((feature) => (
        <Item key={feature} feature={feature} />
      ))}
    </nav>
  );
};
