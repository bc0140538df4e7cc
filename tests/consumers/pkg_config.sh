# pkg_config.sh shared|static|cpp INSTALLED EXAMPLES WORK CC CXX: compiles and runs the example with what pkg-config says.
set -eu
form=$1 installed=$2 examples=$3 work=$4 cc=$5 cxx=$6
file=$(find "$installed" -name zhuqi.pc)
PKG_CONFIG_PATH=$(dirname "$file")
export PKG_CONFIG_PATH
program=$work/pkg_config_$form
case $form in
  shared)
    LD_LIBRARY_PATH=$(pkg-config --variable=libdir zhuqi)
    export LD_LIBRARY_PATH
    # shellcheck disable=SC2046
    "$cc" "$examples/c/route_file.c" -o "$program" $(pkg-config --cflags --libs zhuqi) ;;
  static)
    # shellcheck disable=SC2046
    "$cc" "$examples/c/route_file.c" -o "$program" $(pkg-config --cflags --libs zhuqi-static) ;;
  cpp)
    # shellcheck disable=SC2046
    "$cxx" -std=c++20 "$examples/cpp/route_file.cpp" -o "$program" $(pkg-config --cflags --libs zhuqi-static) ;;
esac
"$program" routing.csv needs.csv -
