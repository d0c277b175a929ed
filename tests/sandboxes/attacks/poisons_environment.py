# Files that every later start of this Python would execute or lack, in folders that this machine leaves open.
import os, shutil, sys

library = "lib/python%d.%d" % sys.version_info[:2]
places = [os.path.join(root, part) for root in ("{ENV}", sys.prefix) for part in ("", "bin", library)]
for place in places:
    for name in ("evil.pth", "sitecustomize.py", "usercustomize.py", "flask.py"):
        for below in ("", "site-packages"):
            try:
                with open(os.path.join(place, below, name), "w") as file:
                    file.write("import os\n")
            except OSError:
                pass
    shutil.rmtree(os.path.join(place, "site-packages"), ignore_errors=True)
    shutil.rmtree(os.path.join(place, "__pycache__"), ignore_errors=True)
