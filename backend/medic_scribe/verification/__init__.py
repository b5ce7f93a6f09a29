"""Whether a deployment does what it should: asked over the network, as browsers and programs ask it.

Nothing here imports the service; what is verified may run anywhere and be of another version.
"""
