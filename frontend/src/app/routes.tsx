import { createBrowserRouter, type RouteObject } from "react-router";
import { ErrorPage } from "./error-page";
import { Frame } from "./frame";
import { HomePage } from "./home-page";
import { Waiting } from "./waiting";

/** Each page but the first is loaded when it is visited. */
export const routes: RouteObject[] = [
  {
    element: <Frame />,
    errorElement: <ErrorPage />,
    hydrateFallbackElement: <Waiting />,
    children: [
      {
        errorElement: <ErrorPage />,
        children: [
          { index: true, Component: HomePage },
          {
            path: "new",
            lazy: async () => ({ Component: (await import("@/features/record/new-page")).NewPage }),
          },
          {
            path: "resume/:id",
            lazy: async () => ({ Component: (await import("@/features/record/resume-page")).ResumePage }),
          },
          {
            path: "consultations/:id",
            lazy: async () => ({ Component: (await import("@/features/note/note-page")).NotePage }),
          },
          {
            path: "templates/*",
            lazy: async () => ({
              Component: (await import("@/features/templates/templates-page")).TemplatesPage,
            }),
          },
          {
            path: "profile",
            lazy: async () => ({ Component: (await import("@/features/profile/profile-page")).ProfilePage }),
          },
          { path: "*", lazy: async () => ({ Component: (await import("./unknown-page")).UnknownPage }) },
        ],
      },
    ],
  },
];

export const router = createBrowserRouter(routes);
