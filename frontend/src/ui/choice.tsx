import { useId } from "react";

export interface Option<T extends string> {
  value: T;
  label: string;
  hint?: string;
}

/** One of a few, all in sight. */
export function Choice<T extends string>({
  legend,
  options,
  value,
  onChange,
}: {
  legend: string;
  options: readonly Option<T>[];
  value: T | null;
  onChange: (value: T) => void;
}) {
  const name = useId();
  return (
    <fieldset className="flex flex-col">
      <legend className="mb-1 text-sm font-medium">{legend}</legend>
      {options.map((option) => (
        <label key={option.value} className="flex min-h-11 cursor-pointer items-start gap-3 py-2">
          <input
            type="radio"
            name={name}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
            className="mt-0.5 size-5 shrink-0 accent-accent"
          />
          <span>
            {option.label}
            {option.hint && <span className="block text-sm text-quiet">{option.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
