import { useTranslation } from "react-i18next";
import { SelectField } from "@/ui/field";
import { useInputs } from "./use-inputs";

/** Which microphone, where there is a choice. */
export function InputChoice({
  permitted,
  deviceId,
  onChange,
}: {
  permitted: boolean;
  deviceId: string;
  onChange: (deviceId: string) => void;
}) {
  const { t } = useTranslation();
  const inputs = useInputs(permitted).filter((input) => input.deviceId !== "default");
  if (inputs.length < 2) return null;
  return (
    <SelectField
      label={t("record.input")}
      value={deviceId}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{t("record.input_default")}</option>
      {inputs.map((input, index) => (
        <option key={input.deviceId} value={input.deviceId}>
          {input.label || t("record.input_number", { number: index + 1 })}
        </option>
      ))}
    </SelectField>
  );
}
