import { useTranslation } from "react-i18next";
import { useProfile } from "@/api/use-profile";
import { usePageTitle } from "@/lib/use-page-title";
import { Skeleton } from "@/ui/skeleton";
import { AccountSection } from "./account-section";
import { DeleteSection } from "./delete-section";
import { PersonForm } from "./person-form";
import { RetentionSection } from "./retention-section";
import { VocabularySection } from "./vocabulary-section";

export function ProfilePage() {
  const { t } = useTranslation();
  const { data: profile } = useProfile();
  usePageTitle(t("nav.profile"));
  return (
    <div className="mx-auto flex w-full max-w-xl flex-col gap-12 px-6 py-8">
      <h1 className="text-2xl font-semibold">{t("nav.profile")}</h1>
      {profile ? (
        <>
          <PersonForm profile={profile} />
          <VocabularySection />
          <RetentionSection profile={profile} />
          {!profile.identity.open && <AccountSection email={profile.email} />}
          <DeleteSection open={profile.identity.open} />
        </>
      ) : (
        <Skeleton lines={8} />
      )}
    </div>
  );
}
