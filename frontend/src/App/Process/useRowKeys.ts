/** `j` and `k` move through the instances, Enter opens the chosen one. */
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useShortcut } from '~/App/Shell/shortcuts';

export function useRowKeys(rows: readonly { key: string }[], onMove: (index: number) => void): number {
  const navigate = useNavigate();
  const [chosenKey, setChosenKey] = useState<string | null>(null);
  // The choice follows its row when rows arrive above it.
  const at = rows.findIndex((row) => row.key === chosenKey);
  const move = (step: number) => {
    const index = Math.max(0, Math.min(rows.length - 1, at + step));
    setChosenKey(rows[index]?.key ?? null);
    onMove(index);
  };
  const open = () =>
    chosenKey !== null &&
    void navigate({ to: '/instances/$instanceKey', params: { instanceKey: chosenKey } });
  useShortcut('j', 'Next instance', 'Instances', () => move(1), rows.length > 0);
  useShortcut('k', 'Previous instance', 'Instances', () => move(-1), rows.length > 0);
  useShortcut('Enter', 'Open the instance', 'Instances', open, at >= 0);
  return at;
}
