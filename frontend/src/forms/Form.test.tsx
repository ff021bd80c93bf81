import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { createRef } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { Form, type FormHandle, type FormProps } from './Form';

afterEach(cleanup);

const schema = {
  type: 'default',
  schemaVersion: 16,
  components: [
    { id: 'f1', type: 'textfield', key: 'applicant', label: 'Applicant', validate: { required: true } },
    { id: 'f2', type: 'number', key: 'claim.amount', label: 'Amount' },
  ],
};

async function show(props: Partial<FormProps>) {
  const ref = createRef<FormHandle>();
  const draw = (more: Partial<FormProps>) => (
    <MantineProvider>
      <Form ref={ref} schema={schema} data={{}} {...props} {...more} />
    </MantineProvider>
  );
  const { rerender, container } = render(draw({}));
  await waitFor(() => expect(container.querySelector('[data-ready="true"]')).not.toBeNull(), {
    timeout: 5000,
  });
  return {
    submit: () => act(() => ref.current?.submit()),
    again: (more: Partial<FormProps>) => rerender(draw(more)),
  };
}

const field = (label: RegExp) => screen.findByLabelText<HTMLInputElement>(label);

test('there is nothing to submit before the form is drawn', async () => {
  const handles: (FormHandle | null)[] = [];
  const { container } = render(
    <MantineProvider>
      <Form ref={(handle) => void handles.push(handle)} schema={schema} data={{}} />
    </MantineProvider>,
  );
  const drawn = () => container.querySelector('[data-ready="true"]') !== null;
  await waitFor(() => expect(handles.at(-1) != null || drawn()).toBe(true), { timeout: 5000, interval: 1 });
  expect(drawn()).toBe(true);
  await waitFor(() => expect(handles.at(-1)).not.toBeNull());
});

test('what is written comes out as variables', async () => {
  const onSubmit = vi.fn();
  const onChange = vi.fn();
  const { submit } = await show({ data: { claim: { amount: 7 } }, onSubmit, onChange });
  fireEvent.input(await field(/Applicant/), { target: { value: 'Ada' } });
  await waitFor(() => expect(onChange).toHaveBeenLastCalledWith({ applicant: 'Ada', claim: { amount: 7 } }));
  submit();
  expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ applicant: 'Ada', claim: { amount: 7 } });
});

test('answers that break the rules of the form are not sent', async () => {
  const onSubmit = vi.fn();
  const { submit } = await show({ onSubmit });
  submit();
  expect(await screen.findByText('Field is required.')).toBeDefined();
  expect(onSubmit).not.toHaveBeenCalled();
});

test('an error of the server stands at its field until the field is changed', async () => {
  const { again } = await show({ data: { applicant: 'Ada' } });
  const errors = [{ field: 'applicant', message: 'Ada is not insured.' }, { message: 'Office closed.' }];
  again({ errors });
  expect(await screen.findByText('Ada is not insured.')).toBeDefined();
  expect((await field(/Applicant/)).getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByText('Office closed.')).toBeDefined();
  fireEvent.input(await field(/Applicant/), { target: { value: 'Ben' } });
  await waitFor(() => expect(screen.queryByText('Ada is not insured.')).toBeNull());
});

test('a form that may only be read cannot be written', async () => {
  await show({ data: { applicant: 'Ada' }, readOnly: true });
  await waitFor(async () => expect((await field(/Applicant/)).readOnly).toBe(true));
});
