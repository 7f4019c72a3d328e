import { lazy, Suspense } from 'react';
import { usePlace } from '../../app/place.ts';
import { BriefingList } from './BriefingList.tsx';

// The builder brings the editor along, which the list does not need.
const Builder = lazy(() => import('./Builder.tsx').then((module) => ({ default: module.Builder })));

const BriefingsScreen = () => {
  const id = usePlace((state) => (state.place.feature === 'briefings' ? state.place.id : null));
  if (!id) return <BriefingList />;
  return (
    <Suspense>
      <Builder id={id} key={id} />
    </Suspense>
  );
};
export default BriefingsScreen;
