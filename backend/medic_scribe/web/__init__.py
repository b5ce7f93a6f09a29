"""What a browser gets at `/`: the built web app, or a plain page while there is none."""
