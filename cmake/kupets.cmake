# One library a folder: kupets_library(<name> [LINK <targets>...]) takes every .cpp beside the calling CMakeLists.txt or in DIR.
add_library(kupets_flags INTERFACE)
target_include_directories(kupets_flags INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(kupets_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Werror=format-security -Werror=return-type
  -Werror=unused-result -fstack-protector-strong
  -Wno-missing-designated-field-initializers)
target_link_options(kupets_flags INTERFACE -fuse-ld=mold -Wl,-z,relro,-z,now)
if(KUPETS_SANITIZE)
  target_compile_options(kupets_flags INTERFACE -fsanitize=${KUPETS_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
  target_link_options(kupets_flags INTERFACE -fsanitize=${KUPETS_SANITIZE})
else()
  target_compile_definitions(kupets_flags INTERFACE $<$<NOT:$<CONFIG:Debug>>:_FORTIFY_SOURCE=2>)
endif()

find_program(CCACHE ccache)
if(CCACHE)
  set(ccache_env
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime,locale
    CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1)
  set(CMAKE_C_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env ${ccache_env} ${CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env ${ccache_env} ${CCACHE})
  add_compile_options("$<$<COMPILE_LANGUAGE:CXX>:SHELL:-Xclang -fno-pch-timestamp>")
endif()

# Asio, Beast and their TLS are compiled once, here; everybody else sees declarations.
add_library(kupets_asio STATIC ${CMAKE_SOURCE_DIR}/cmake/asio_impl.cpp)
target_compile_definitions(kupets_asio PUBLIC
  BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED BOOST_ERROR_CODE_HEADER_ONLY)
target_link_libraries(kupets_asio PUBLIC OpenSSL::SSL OpenSSL::Crypto Threads::Threads PRIVATE kupets_flags)

function(kupets_library name)
  cmake_parse_arguments(ARG "" "DIR" "LINK;PCH" ${ARGN})
  if(NOT ARG_DIR)
    set(ARG_DIR ${CMAKE_CURRENT_SOURCE_DIR})
  elseif(NOT IS_ABSOLUTE ${ARG_DIR})
    set(ARG_DIR ${CMAKE_CURRENT_SOURCE_DIR}/${ARG_DIR})
  endif()
  file(GLOB sources CONFIGURE_DEPENDS ${ARG_DIR}/*.cpp)
  if(sources)
    add_library(${name} STATIC ${sources})
    target_link_libraries(${name} PUBLIC kupets_flags ${ARG_LINK})
    if(ARG_PCH)
      target_precompile_headers(${name} PRIVATE ${ARG_PCH})
    endif()
  else()
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE kupets_flags ${ARG_LINK})
  endif()
endfunction()
