def render(result):
    return "<p>" + str(result.score)
