# kupets_embed(<target> <name> <namespace> <globs>...): the files become
#   <namespace>::embedded::<name>() -> std::span<const EmbeddedFile{name, text}>, sorted by name (cmake/embedded_file.h).
function(kupets_embed target name ns)
  file(GLOB files CONFIGURE_DEPENDS ${ARGN})
  list(SORT files)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/embedded_${name}.cpp)
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DNAME=${name} -DNS=${ns} "-DFILES=${files}" -P ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake
    DEPENDS ${files} ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake VERBATIM)
  get_target_property(type ${target} TYPE)
  if(type STREQUAL "INTERFACE_LIBRARY")
    target_sources(${target} INTERFACE ${out})
  else()
    target_sources(${target} PRIVATE ${out})
  endif()
endfunction()
