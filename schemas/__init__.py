"""What passes between the stages, and what comes out.

``document`` holds words and passages, ``blocks`` the layout, ``plan`` the
contract that plansift emits.
"""
